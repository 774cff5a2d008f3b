"""Speech of a hall's programs: words, voices and clips, and a speaker under the supervisor. No Qt."""
