package io.groundwatch.input.host;

/**
 * What passed through a network interface since it appeared; what a system does not tell is {@link
 * Source#ABSENT}.
 */
record NetCounters(
    String name,
    long bytesRecv,
    long packetsRecv,
    long errIn,
    long dropIn,
    long bytesSent,
    long packetsSent,
    long errOut,
    long dropOut)
    implements Named {}
