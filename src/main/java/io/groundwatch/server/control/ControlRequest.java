package io.groundwatch.server.control;

import java.util.Map;

/**
 * What is asked of the agent.
 *
 * @param command its name
 * @param arguments the other members, each as text
 */
public record ControlRequest(String command, Map<String, String> arguments) {
  /** Keeps its own copy. */
  public ControlRequest {
    arguments = Map.copyOf(arguments);
  }

  /** The argument of this name, or nothing. */
  public String argument(String name) {
    return arguments.getOrDefault(name, "");
  }
}
