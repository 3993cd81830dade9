"""What every page stands on: settings, addresses, the look, codes, errors."""
