package io.groundwatch.app;

/** The agent is no longer whole, and has to end: the service manager starts it anew. */
final class BrokenAgentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenAgentException(String message, Throwable cause) {
    super(message, cause);
  }
}
