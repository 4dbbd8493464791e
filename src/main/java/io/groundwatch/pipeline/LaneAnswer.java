package io.groundwatch.pipeline;

import java.util.Optional;

/**
 * What came of a {@link LaneOrder}.
 *
 * @param batches that were given up, deleted or put back
 * @param records in them
 * @param trouble why not all of it was done
 */
public record LaneAnswer(long batches, long records, Optional<String> trouble) {}
