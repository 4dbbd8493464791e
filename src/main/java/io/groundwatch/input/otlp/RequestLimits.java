package io.groundwatch.input.otlp;

/**
 * How large requests may be, by the memory that there is: of each kind one is taken at a time, and
 * others wait as they were sent.
 *
 * @param bodyBytes as it is sent; all together that wait take no more
 * @param unpackedBytes in binary form
 */
record RequestLimits(int bodyBytes, int unpackedBytes) {
  private static final long LEAST = 1 << 20;
  private static final long MOST = 256 << 20;

  /** With a heap of 64 MiB 4 MiB and 6.4 MiB. */
  static RequestLimits within(long heapBytes) {
    return new RequestLimits(part(heapBytes, 16), part(heapBytes, 10));
  }

  private static int part(long heapBytes, int divisor) {
    return (int) Math.max(LEAST, Math.min(MOST, heapBytes / divisor));
  }

  /** Of JSON, which takes as much again while it is read. */
  int jsonBytes() {
    return unpackedBytes / 2;
  }
}
