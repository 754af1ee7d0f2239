"""What the Exchange page and the command line show of imports, as frozen values."""
