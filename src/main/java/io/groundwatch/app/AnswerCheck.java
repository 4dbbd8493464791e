package io.groundwatch.app;

import io.groundwatch.config.AuthConfig;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.output.HttpProbe.Answer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is wrong on the way to a destination, by what it answered, and with this host's clock. */
final class AnswerCheck {
  /** Signed requests are refused beyond it (AWS Signature Version 4). */
  private static final Duration FAR_OFF = Duration.ofMinutes(5);

  /** Above what the slowest destination may delay the judging of the others. */
  private static final Duration OFF = Duration.ofMinutes(1);

  private AnswerCheck() {}

  /**
   * Judges an answer; looks up the name where there was none.
   *
   * @param nowNanos when it came, in nanoseconds since the epoch
   */
  static List<Finding> of(DestinationConfig destination, Answer answer, long nowNanos) {
    String text = "destination " + DestinationCheck.shown(destination) + ": " + answer.words();
    if (!answer.answered()) {
      String host = destination.url().orElseThrow().getHost();
      return List.of(Finding.fault(text, remedy(answer.words(), host)));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(ofStatus(answer.status(), isSigned(destination), text));
    answer
        .date()
        .flatMap(AnswerCheck::time)
        .ifPresent(
            theirs ->
                findings.add(clock(Duration.between(theirs, Instant.ofEpochSecond(0, nowNanos)))));
    return findings;
  }

  /** What a status says; of what would be signed, and was not, it says little. */
  private static Finding ofStatus(int status, boolean signed, String text) {
    if (status == 407) {
      return Finding.fault(text, "the proxy wants credentials: see \"proxy\"");
    }
    if (signed) {
      return Finding.fine(text);
    }
    return switch (status) {
      case 401, 403 ->
          Finding.fault(text, "it refuses the credentials: see \"auth\" of this destination");
      case 404 -> Finding.warning(text, "look at the path of its \"url\"");
      default -> Finding.fine(text);
    };
  }

  /** An answer to a request without a signature says nothing of credentials or paths. */
  static boolean isSigned(DestinationConfig destination) {
    return destination.type() == DestinationConfig.Type.CLOUDWATCH
        || destination.auth().filter(AuthConfig.Aws.class::isInstance).isPresent();
  }

  private static String remedy(String words, String host) {
    String lower = words.toLowerCase(Locale.ROOT);
    if (!isKnown(host) && !lower.contains("proxy")) {
      return "the name %s is not found: look at /etc/resolv.conf and getent hosts %s"
          .formatted(host, host);
    }
    if (lower.contains("certificate") || lower.contains("tls") || lower.contains("pkix")) {
      return "name the authority of its certificate: \"tls\": {\"ca_file\": …}; and look at this"
          + " host's clock";
    }
    if (lower.contains("credentials")) {
      return "let the agent's user read the file that \"auth\" names";
    }
    return "see that it runs and that no firewall is between; a way out may need \"proxy\"";
  }

  private static boolean isKnown(String host) {
    try {
      return InetAddress.getAllByName(host).length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static Finding clock(Duration ahead) {
    Duration off = ahead.abs();
    String text =
        "clock: %s %s the destination's"
            .formatted(Shown.age(off.toNanos()), ahead.isNegative() ? "behind" : "ahead of");
    String remedy = "let it be set: timedatectl set-ntp true";
    if (off.compareTo(FAR_OFF) > 0) {
      return Finding.fault(text, remedy);
    }
    return off.compareTo(OFF) > 0
        ? Finding.warning(text, remedy)
        : Finding.fine("clock: agrees with the destination's");
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
