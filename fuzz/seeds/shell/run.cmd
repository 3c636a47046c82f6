call npm test || exit /b 1
rem pytest
if errorlevel 1 ^
  exit 1
