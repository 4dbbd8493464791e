package io.groundwatch.soak;

import java.nio.file.Path;

/**
 * What a soak does.
 *
 * @param folder for logs, state and what the agent says; made, and left for a look where something
 *     was missing
 * @param seconds for how long it writes
 * @param seed of all that is random
 * @param kills whether the agent is killed and stopped again and again
 * @param faults whether the receiver fails
 * @param nginx whether an nginx with TLS stands between, and is stopped and started
 * @param compressed whether some files are compressed as they are rotated, too
 * @param linesAFile about how many lines a file has when it is rotated
 */
record SoakSettings(
    Path folder,
    long seconds,
    long seed,
    boolean kills,
    boolean faults,
    boolean nginx,
    boolean compressed,
    int linesAFile) {}
