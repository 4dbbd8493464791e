package io.groundwatch.input.file;

/** How many files can be tailed in the memory that there is. */
public final class FileLimit {
  /** However much memory there is: a sweep of more takes longer than the time between two. */
  static final int MOST = 200_000;

  /** What the agent takes beside its files: batches in memory, buffers, the program itself. */
  private static final long BESIDE_BYTES = 28L << 20;

  /** What a file takes, found and at rest, and what it takes more for each lane that reads it. */
  private static final long FILE_BYTES = 1000;

  private static final long LANE_BYTES = 450;

  private FileLimit() {}

  /**
   * The limit for a heap of so many bytes.
   *
   * @param lanes how many read a file, at the most
   */
  public static int within(long heapBytes, int lanes) {
    long files = (heapBytes - BESIDE_BYTES) / (FILE_BYTES + lanes * LANE_BYTES);
    return (int) Math.max(1000, Math.min(MOST, files));
  }
}
