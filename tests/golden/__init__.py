"""Golden cases: small inputs with the rows they become. `make golden` writes the rows anew."""
