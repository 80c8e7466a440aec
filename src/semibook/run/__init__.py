"""Running chapters: dependencies, parameters, headline figures, scenarios, sweeps."""
