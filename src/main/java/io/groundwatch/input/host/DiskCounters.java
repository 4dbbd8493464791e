package io.groundwatch.input.host;

/**
 * What a block device did since it appeared, times in milliseconds; what a system does not tell is
 * {@link Source#ABSENT}.
 *
 * @param name of the device, without {@code /dev/}
 * @param ioTime during which any request was in progress
 * @param inProgress requests at this moment: no counter
 */
record DiskCounters(
    String name,
    long reads,
    long readBytes,
    long readTime,
    long writes,
    long writeBytes,
    long writeTime,
    long ioTime,
    long inProgress)
    implements Named {}
