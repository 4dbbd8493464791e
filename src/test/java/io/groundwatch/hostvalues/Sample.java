package io.groundwatch.hostvalues;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A number that the agent wrote, and when it was sampled, in nanoseconds since the epoch. */
record Sample(long timeNanos, double value) {
  private static final Pattern RECORD =
      Pattern.compile(
          "\"time\":\"([^\"]+)\".*\"name\":\"([^\"]+)\",\"value\":([^,]+),.*\"dimensions\":\\{(.*)}}");
  private static final Pattern DIMENSION = Pattern.compile("\"([^\"]+)\":\"([^\"]*)\"");

  /** What is in the agent's output, by series: {@code net_bytes_recv{interface=lo}}. */
  static Map<String, List<Sample>> of(Path ndjson) throws IOException {
    Map<String, List<Sample>> all = new HashMap<>();
    for (String line : Files.readAllLines(ndjson)) {
      Matcher record = RECORD.matcher(line);
      if (!record.find()) {
        throw new IOException("no metric record: " + line);
      }
      String dimensions =
          DIMENSION
              .matcher(record.group(4))
              .results()
              .filter(dimension -> !dimension.group(1).equals("host"))
              .map((MatchResult dimension) -> dimension.group(1) + "=" + dimension.group(2))
              .collect(Collectors.joining(",", "{", "}"));
      Instant time = Instant.parse(record.group(1));
      all.computeIfAbsent(record.group(2) + dimensions, series -> new ArrayList<>())
          .add(
              new Sample(
                  TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano(),
                  Double.parseDouble(record.group(3))));
    }
    return all;
  }
}
