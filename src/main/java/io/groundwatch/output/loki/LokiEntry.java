package io.groundwatch.output.loki;

import java.util.SortedMap;

/**
 * A line as Loki has it.
 *
 * @param metadata that is searched for but makes no stream: structured metadata
 */
record LokiEntry(long timeNanos, String line, SortedMap<String, String> metadata) {}
