"""The tests, folder for folder like the package: pure parts first and most, then actions, pages, journeys.

`surroundings` prepares home and database before the settings load; `conftest` holds the cast and the fixtures.
Each test is a sentence, and on a refusal it asserts that nothing changed."""
