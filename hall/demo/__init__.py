"""A whole hall on one machine: real programs, real drivers, twins instead of hardware."""
