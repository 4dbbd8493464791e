package io.groundwatch.server.monitor;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What is served.
 *
 * @param byPath makes the page of each path, such as {@code /healthz}; called by the server's
 *     thread, without waiting
 */
public record MonitorPages(Map<String, Supplier<Page>> byPath) {
  /**
   * A page.
   *
   * @param status of HTTP
   * @param contentType of the text, which is UTF-8
   */
  public record Page(int status, String contentType, String text) {}

  /** Keeps its own copy. */
  public MonitorPages {
    byPath = Map.copyOf(byPath);
  }
}
