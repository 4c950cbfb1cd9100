"""The rules, by family; every module below is imported by walking the package."""
