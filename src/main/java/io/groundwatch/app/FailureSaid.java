package io.groundwatch.app;

import io.groundwatch.config.ConfigException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says why a command failed: a fault of the configuration or of the machine in a line a person can
 * act on, a bug of ours with its stack trace.
 */
final class FailureSaid implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result)
      throws Exception {
    if (e instanceof ConfigException faults) {
      command.getErr().println(faults.getMessage());
      return ExitCode.CONFIGURATION;
    }
    if (e instanceof IOException) {
      command.getErr().println("groundwatch: " + describe(e));
      return ExitCode.FAILED;
    }
    throw e;
  }

  /** Java's file exceptions have the path alone as their message; their name says what is wrong. */
  private static String describe(Exception e) {
    String message = String.valueOf(e.getMessage());
    boolean bare = e instanceof java.nio.file.FileSystemException && !message.contains(": ");
    return bare ? e.getClass().getSimpleName().replace("Exception", "") + ": " + message : message;
  }
}
