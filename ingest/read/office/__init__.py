"""Old Word files, slides and workbooks: LibreOffice where it is needed, cells as they are shown."""
