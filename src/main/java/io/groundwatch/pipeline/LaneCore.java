package io.groundwatch.pipeline;

/**
 * What the three steps of a lane share. Owned by its thread.
 *
 * @param settings how the lane behaves
 * @param parts what it is made of
 * @param tools what it needs from the agent
 * @param queue its view of its buffer
 * @param settledOffsets what inputs may know of how far it is
 * @param stored what of its sources is stored
 * @param memory its share of what all batches in memory may take
 * @param ages of its batches
 * @param metrics its numbers
 * @param voice what it says
 */
record LaneCore(
    LaneSettings settings,
    LaneParts parts,
    LaneTools tools,
    LaneQueue queue,
    SettledOffsets settledOffsets,
    StoredCoverage stored,
    MemoryBudget.Share memory,
    BatchAges ages,
    LaneMetrics metrics,
    LaneVoice voice) {

  static LaneCore of(LaneSettings settings, LaneParts parts, LaneTools tools) {
    MemoryBudget.Share memory = tools.memory().share();
    return new LaneCore(
        settings,
        parts,
        tools,
        new LaneQueue(parts.buffer(), parts.checkpoints().settledSequence(), memory),
        new SettledOffsets(),
        new StoredCoverage(),
        memory,
        new BatchAges(tools.time(), settings.buffer().maxAge()),
        new LaneMetrics(tools.metrics(), settings.name(), tools.time()),
        new LaneVoice(settings.name(), tools.time()));
  }

  /** Monotonic nanoseconds. */
  long now() {
    return tools.time().nanos();
  }
}
