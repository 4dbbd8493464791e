package io.groundwatch.pipeline;

/** What a person asks of a lane. */
public enum LaneOrder {
  /** To give up every batch that lies in its queue now; positions move on. */
  PURGE,
  /** To delete its dead letters. */
  PURGE_DEAD,
  /** To put its dead letters back into its queue, at the end. */
  RETRY_DEAD
}
