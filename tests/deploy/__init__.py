"""The installation of a server, tried for real: run by `make prove-install` as root on Debian."""
