"""Pictures of pages: words recognised and tables found in them, where the extra `mingzhang[ocr]` is installed."""
