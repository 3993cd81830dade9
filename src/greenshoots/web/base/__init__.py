"""What every page stands on: the site, accounts, places, the audit trail, and the layer under both anonymous sides."""
