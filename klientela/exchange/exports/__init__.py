"""Lists as files: what somebody sees leaves the house as CSV, XLSX, Parquet or JSON, and that it did is kept."""
