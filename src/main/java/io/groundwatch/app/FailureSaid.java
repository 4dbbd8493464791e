package io.groundwatch.app;

import io.groundwatch.config.ConfigException;
import io.groundwatch.runtime.FileFailure;
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
    if (e instanceof IOException failed) {
      command.getErr().println("groundwatch: " + FileFailure.text(failed));
      return ExitCode.FAILED;
    }
    throw e;
  }
}
