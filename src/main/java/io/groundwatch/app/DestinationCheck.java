package io.groundwatch.app;

import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.output.HttpProbe;
import io.groundwatch.output.HttpProbe.Answer;
import io.groundwatch.output.HttpTarget;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks every destination with an address at once whether it answers. */
final class DestinationCheck {
  private DestinationCheck() {}

  /** Whether all did. Takes as long as the slowest, at most its {@code timeout}. */
  static boolean allAnswer(
      List<DestinationConfig> destinations, Map<String, String> environment, PrintWriter out)
      throws IOException {
    Map<DestinationConfig, Answer> answers = ask(destinations, environment);
    answers.forEach(
        (destination, answer) -> out.println(shown(destination) + " " + answer.words()));
    return answers.values().stream().allMatch(Answer::answered);
  }

  /**
   * What each says that has an address, or whose address is known without the network. Takes as
   * long as the slowest, at most its {@code timeout}.
   */
  static Map<DestinationConfig, Answer> ask(
      List<DestinationConfig> destinations, Map<String, String> environment) throws IOException {
    NameCache.shorten();
    try (ServiceStack services = new ServiceStack()) {
      Outputs outputs =
          new Outputs(
              services, environment, OutputStream.nullOutputStream(), new SystemTimeSource());
      Map<DestinationConfig, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
      for (DestinationConfig destination : destinations) {
        for (URI address : addresses(destination, environment)) {
          DestinationConfig there = destination.at(address);
          CompletableFuture<Answer> answer = new CompletableFuture<>();
          HttpProbe probe = services.push(outputs.probe(there));
          probe.ask(answer::complete);
          asked.put(there, answer);
        }
      }
      Map<DestinationConfig, Answer> answers = new LinkedHashMap<>();
      asked.forEach((destination, answer) -> answers.put(destination, answer.join()));
      return answers;
    }
  }

  /** Those that are known without the network: CloudWatch's are two. */
  static List<URI> addresses(DestinationConfig destination, Map<String, String> environment)
      throws IOException {
    if (destination.url().isPresent()
        || !(destination.protocol() instanceof ProtocolConfig.CloudWatch own)) {
      return destination.url().stream().toList();
    }
    Optional<String> region = AwsSigning.localRegion(destination, own.region(), environment);
    return destination.signals().stream()
        .sorted()
        .flatMap(kind -> region.stream().map(r -> CloudWatchAddress.of(destination, kind, r).url()))
        .toList();
  }

  /** As a person reads it. */
  static String shown(DestinationConfig destination) {
    return destination.name() + " (" + HttpTarget.shown(destination.url().orElseThrow()) + ")";
  }
}
