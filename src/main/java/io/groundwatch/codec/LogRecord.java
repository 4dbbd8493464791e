package io.groundwatch.codec;

import java.util.Map;

/**
 * A log record of a stored batch.
 *
 * @param index in its batch
 * @param timeNanos since the epoch
 * @param group the log group
 * @param stream the log stream
 * @param file the path it was read from; empty where it comes from no file
 * @param message the line
 * @param attributes in the order in which they were given
 */
public record LogRecord(
    int index,
    long timeNanos,
    String group,
    String stream,
    String file,
    String message,
    Map<String, String> attributes) {}
