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

/** Asks every destination with an address at once whether it answers. */
final class DestinationCheck {
  private DestinationCheck() {}

  /** Whether all did. Takes as long as the slowest, at most its {@code timeout}. */
  static boolean allAnswer(AgentConfig config, Map<String, String> environment, PrintWriter out)
      throws IOException {
    Map<DestinationConfig, Answer> answers = ask(config, environment);
    answers.forEach(
        (destination, answer) -> out.println(shown(destination) + " " + answer.words()));
    return answers.values().stream().allMatch(Answer::answered);
  }

  /** What each says. Takes as long as the slowest, at most its {@code timeout}. */
  static Map<DestinationConfig, Answer> ask(AgentConfig config, Map<String, String> environment)
      throws IOException {
    NameCache.shorten();
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
      Map<DestinationConfig, Answer> answers = new LinkedHashMap<>();
      asked.forEach((destination, answer) -> answers.put(destination, answer.join()));
      return answers;
    }
  }

  /** As a person reads it. */
  static String shown(DestinationConfig destination) {
    return destination.name() + " (" + HttpTarget.shown(destination.url().orElseThrow()) + ")";
  }
}
