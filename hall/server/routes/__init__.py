"""The paths of the contract. Each turns a message into one store call and its answer into a message."""
