package io.groundwatch.pipeline;

import io.groundwatch.pipeline.LaneMetrics.DropReason;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a lane fares.
 *
 * @param queuedBytes on disk
 * @param queuedBatches stored and not settled
 * @param oldestAgeNanos of the oldest batch that was taken from the queue; empty where none was
 * @param inFlight batches whose outcome is awaited
 * @param nextTryNanos how long until it sends again after a failure; empty where none holds it up
 * @param received records stored, since the agent started
 * @param sent records that the destination took
 * @param retries attempts that will be made again
 * @param deadLetters records set aside
 * @param dropped records given up, by reason, where there are any
 * @param troubles the last of each kind, latest first
 */
public record LaneStatus(
    long queuedBytes,
    long queuedBatches,
    OptionalLong oldestAgeNanos,
    int inFlight,
    OptionalLong nextTryNanos,
    long received,
    long sent,
    long retries,
    long deadLetters,
    Map<DropReason, Long> dropped,
    List<LaneTrouble> troubles) {
  /** Keeps its own copies. */
  public LaneStatus {
    dropped = Map.copyOf(dropped);
    troubles = List.copyOf(troubles);
  }
}
