package io.groundwatch.output.cloudwatch;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.output.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the requests that make log groups and streams, and remembers which groups need nothing
 * more. Any thread.
 */
final class LogGroups {
  private static final String SERVICE = "Logs_20140328.";
  private static final int[] NO_RECORDS = {};

  private final List<LogGroupRule> rules;
  private final Set<String> retained = ConcurrentHashMap.newKeySet();

  LogGroups(List<LogGroupRule> rules) {
    this.rules = List.copyOf(rules);
  }

  WireRequest createGroup(LogStep step) {
    JsonBytes json = new JsonBytes().raw("{\"logGroupName\":").string(step.group());
    rule(step.group())
        .flatMap(LogGroupRule::groupClass)
        .ifPresent(name -> json.raw(",\"logGroupClass\":").string(name));
    return request("CreateLogGroup", json, step.as(LogStep.Kind.CREATE_GROUP));
  }

  WireRequest createStream(LogStep step, LogStep.Kind kind) {
    JsonBytes json = new JsonBytes().raw("{\"logGroupName\":").string(step.group());
    json.raw(",\"logStreamName\":").string(step.stream());
    return request("CreateLogStream", json, step.as(kind));
  }

  /** What sets for how long the group keeps its lines; empty where it needs not be asked. */
  Optional<WireRequest> setRetention(LogStep step) {
    if (retained.contains(step.group())) {
      return Optional.empty();
    }
    return rule(step.group())
        .flatMap(LogGroupRule::retentionInDays)
        .map(
            days -> {
              JsonBytes json = new JsonBytes().raw("{\"logGroupName\":").string(step.group());
              json.raw(",\"retentionInDays\":").number(days.longValue());
              return request("PutRetentionPolicy", json, step.as(LogStep.Kind.SET_RETENTION));
            });
  }

  /** The group needs not be asked for its retention again. */
  void retentionIsSet(String group) {
    retained.add(group);
  }

  private Optional<LogGroupRule> rule(String group) {
    return rules.stream().filter(rule -> rule.covers(group)).findFirst();
  }

  static WireRequest put(byte[] json, int[] records, LogStep step) {
    return AwsRequests.of("1.1", SERVICE + "PutLogEvents", json, false, records, step);
  }

  private static WireRequest request(String operation, JsonBytes json, LogStep step) {
    return AwsRequests.of(
        "1.1", SERVICE + operation, json.raw("}").toByteArray(), false, NO_RECORDS, step);
  }
}
