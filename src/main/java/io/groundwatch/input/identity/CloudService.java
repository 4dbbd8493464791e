package io.groundwatch.input.identity;

import java.io.IOException;
import java.util.Map;

/** A cloud's metadata service. Asked by the thread {@code cloud}. */
interface CloudService {
  /** The cloud's name, the value of {@code ${cloud:provider}}. */
  String name();

  /**
   * What it tells, by placeholder.
   *
   * @throws IOException if it is not there, or does not answer as this cloud's does
   */
  Map<String, String> ask() throws IOException;
}
