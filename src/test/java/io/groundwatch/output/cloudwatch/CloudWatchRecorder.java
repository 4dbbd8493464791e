package io.groundwatch.output.cloudwatch;

import io.groundwatch.codec.JsonTree;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.RecordingServer.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Plays CloudWatch Logs by its API reference as far as the output needs it, and holds requests to
 * its limits: groups and streams have to be made, events to be in order and within bounds. No
 * server of AWS's own can be had for tests.
 */
final class CloudWatchRecorder implements Function<Request, Answer> {
  final Set<String> groups = new HashSet<>();
  final Set<String> streams = new HashSet<>();
  final Map<String, List<String>> messages = new TreeMap<>();
  final Map<String, String> retention = new TreeMap<>();
  final Map<String, String> classes = new TreeMap<>();
  final List<String> operations = new ArrayList<>();

  @Override
  public synchronized Answer apply(Request request) {
    String operation = request.header("x-amz-target").replaceFirst("^Logs_20140328\\.", "");
    operations.add(operation);
    JsonTree body = JsonTree.of(request.text());
    String group = body.text("logGroupName");
    String stream = group + "/" + body.text("logStreamName");
    return switch (operation) {
      case "CreateLogGroup" -> {
        classes.put(group, body.text("logGroupClass"));
        yield groups.add(group) ? Answer.of(200, "") : error("ResourceAlreadyExistsException", "");
      }
      case "CreateLogStream" -> {
        if (!groups.contains(group)) {
          yield error("ResourceNotFoundException", "The specified log group does not exist.");
        }
        yield streams.add(stream)
            ? Answer.of(200, "")
            : error("ResourceAlreadyExistsException", "The specified log stream already exists");
      }
      case "PutRetentionPolicy" -> {
        if (!groups.contains(group)) {
          yield error("ResourceNotFoundException", "The specified log group does not exist.");
        }
        retention.put(group, body.text("retentionInDays"));
        yield Answer.of(200, "");
      }
      case "PutLogEvents" ->
          streams.contains(stream)
              ? put(stream, body)
              : error("ResourceNotFoundException", "The specified log stream does not exist.");
      default -> error("UnknownOperationException", "");
    };
  }

  static Answer error(String type, String message) {
    return Answer.of(400, "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
  }

  private Answer put(String stream, JsonTree body) {
    long before = Long.MIN_VALUE;
    long first = body.at("logEvents").elements().get(0).at("timestamp").number().orElseThrow();
    long bytes = 0;
    List<String> taken = new ArrayList<>();
    for (JsonTree event : body.at("logEvents").elements()) {
      long time = event.at("timestamp").number().orElseThrow();
      String message = event.text("message");
      bytes += 26L + message.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      if (time < before || time - first >= 86_400_000 || message.isEmpty()) {
        return error("InvalidParameterException", "order, span or emptiness");
      }
      before = time;
      taken.add(message);
    }
    if (taken.size() > 10_000 || bytes > 1_048_576) {
      return error("InvalidParameterException", "too much at once");
    }
    messages.computeIfAbsent(stream, s -> new ArrayList<>()).addAll(taken);
    return Answer.of(200, "{\"nextSequenceToken\":\"1\"}");
  }
}
