package io.groundwatch.server.control;

import java.util.function.Consumer;

/** Something that the agent does when it is asked. */
@FunctionalInterface
public interface ControlCommand {
  /**
   * Carries out a request, without waiting. Called by the server's thread.
   *
   * @param answer to be called once, by any thread, when it is done
   */
  void carryOut(ControlRequest request, Consumer<ControlAnswer> answer);
}
