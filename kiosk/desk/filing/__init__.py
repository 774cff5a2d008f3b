"""What performs an application: drafts, licences, the one commit that hands it in."""
