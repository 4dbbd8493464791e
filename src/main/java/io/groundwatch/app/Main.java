package io.groundwatch.app;

/** Entry point. */
public final class Main {
  private Main() {}

  /** Runs the command line. */
  public static void main(String[] args) {
    if (args.length > 100) {
      throw new IllegalArgumentException("too many");
    }
  }
}
