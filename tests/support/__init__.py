"""What the tests share: servers, clocks, cases and samples."""
