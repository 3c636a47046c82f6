if ($x) { npm test; if ($LASTEXITCODE) { exit 1 } }
Invoke-Pester `
  -Path .
# end
