package io.groundwatch.model;

/**
 * All of a log line that its neighbours share.
 *
 * @param group the log group, as CloudWatch Logs knows it
 * @param stream the log stream
 * @param file the path it was read from
 */
public record LogOrigin(String group, String stream, String file) {}
