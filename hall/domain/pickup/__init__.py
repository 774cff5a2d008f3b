"""Pick-up (取件): what lies behind which door of a locker, for whom, until when, and what may be done with it. Pure."""
