package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.output.HttpProbe;
import io.groundwatch.output.HttpProbe.Answer;
import io.groundwatch.output.HttpTarget;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks every destination with an address at once whether it answers, and prints a line for each.
 */
final class DestinationCheck {
  private DestinationCheck() {}

  /** Whether all did. Takes as long as the slowest, at most its {@code timeout}. */
  static boolean allAnswer(AgentConfig config, Map<String, String> environment, PrintWriter out)
      throws IOException {
    NameCache.shorten();
    boolean all = true;
    try (ServiceStack services = new ServiceStack()) {
      Outputs outputs =
          new Outputs(
              services, environment, OutputStream.nullOutputStream(), new SystemTimeSource());
      Map<DestinationConfig, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
      for (DestinationConfig destination : config.destinations()) {
        if (destination.url().isPresent()) {
          CompletableFuture<Answer> answer = new CompletableFuture<>();
          HttpProbe probe = services.push(outputs.probe(destination));
          probe.ask(answer::complete);
          asked.put(destination, answer);
        }
      }
      for (Map.Entry<DestinationConfig, CompletableFuture<Answer>> each : asked.entrySet()) {
        Answer answer = each.getValue().join();
        out.println(shown(each.getKey()) + " " + answer.words());
        all &= answer.answered();
      }
    }
    return all;
  }

  private static String shown(DestinationConfig destination) {
    return destination.name() + " (" + HttpTarget.shown(destination.url().orElseThrow()) + ")";
  }
}
