print("notes are there")
