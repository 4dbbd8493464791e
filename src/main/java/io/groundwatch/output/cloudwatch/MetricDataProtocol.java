package io.groundwatch.output.cloudwatch;

import io.groundwatch.codec.JsonBytes;
import io.groundwatch.codec.MetricRecord;
import io.groundwatch.codec.RecordReader;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.ValueSet;
import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.output.AnswerWords;
import io.groundwatch.output.PartRequests;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.Reply;
import io.groundwatch.output.WireRequest;
import io.groundwatch.pipeline.DeadLetters.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code PutMetricData} of the CloudWatch API, version 2010-08-01, in AWS JSON 1.0: a request a
 * namespace, of at most 1,000 datums and 1 MB before compression.
 */
public final class MetricDataProtocol implements Protocol {
  private static final String OPERATION = "GraniteServiceVersion20100801.PutMetricData";
  private static final String ACTION = "cloudwatch:PutMetricData";
  static final int MAX_DATUMS = 1000;
  static final int MAX_BYTES = 1_000_000;

  /** What one request holds beside its datums. */
  private static final int AROUND_BYTES = 1000;

  @Override
  public PartRequests requests(RecordReader records) throws IOException {
    Map<Datum.Key, Datum> open = new HashMap<>();
    Map<String, List<Datum>> byNamespace = new LinkedHashMap<>();
    List<Refusal> refused = new ArrayList<>();
    records.metrics(
        record -> {
          Map<Double, Long> values = values(record.sample());
          if (values.keySet().stream().allMatch(Datum::isInRange)) {
            add(record, values, open, byNamespace);
          } else {
            refused.add(
                new Refusal(record.index(), "value beyond 2^360, which CloudWatch does not take"));
          }
        });
    List<WireRequest> requests = new ArrayList<>();
    byNamespace.forEach((namespace, datums) -> addRequests(namespace, datums, requests));
    return new PartRequests(requests, refused);
  }

  @Override
  public Reply reply(WireRequest request, Answer answer, AnswerWords said) {
    return answer.status() == 200 ? Reply.delivered() : AwsErrors.reply(answer, said, ACTION);
  }

  private static Map<Double, Long> values(MetricSample sample) {
    return sample.set().<Map<Double, Long>>map(ValueSet::toMap).orElse(Map.of(sample.value(), 1L));
  }

  private static void add(
      MetricRecord record,
      Map<Double, Long> values,
      Map<Datum.Key, Datum> open,
      Map<String, List<Datum>> byNamespace) {
    Datum datum = null;
    for (Map.Entry<Double, Long> value : values.entrySet()) {
      datum = datum(record.sample(), value.getKey(), open, byNamespace);
      datum.add(value.getKey(), value.getValue());
    }
    if (datum != null) {
      datum.completes(record.index());
    }
  }

  private static Datum datum(
      MetricSample sample,
      double value,
      Map<Datum.Key, Datum> open,
      Map<String, List<Datum>> byNamespace) {
    Datum.Key key = Datum.Key.of(sample);
    Datum known = open.get(key);
    if (known != null && known.takes(value)) {
      return known;
    }
    Datum added = new Datum(sample);
    open.put(key, added);
    byNamespace.computeIfAbsent(added.namespace(), n -> new ArrayList<>()).add(added);
    return added;
  }

  private static void addRequests(
      String namespace, List<Datum> datums, List<WireRequest> requests) {
    JsonBytes body = new JsonBytes();
    JsonBytes one = new JsonBytes();
    List<Integer> records = new ArrayList<>();
    int count = 0;
    for (Datum datum : datums) {
      one.clear();
      datum.write(one);
      boolean full = body.length() + one.length() > MAX_BYTES - AROUND_BYTES;
      if (count == MAX_DATUMS || (full && count > 0)) {
        requests.add(request(body, records));
        count = 0;
      }
      if (count == 0) {
        body.clear();
        records.clear();
        body.raw("{\"Namespace\":").string(namespace).raw(",\"MetricData\":[");
      } else {
        body.raw(",");
      }
      body.raw(one.array(), 0, one.length());
      records.addAll(datum.records());
      count++;
    }
    requests.add(request(body, records));
  }

  private static WireRequest request(JsonBytes body, List<Integer> records) {
    int[] indexes = records.stream().mapToInt(Integer::intValue).toArray();
    return AwsRequests.of("1.0", OPERATION, body.raw("]}").toByteArray(), true, indexes, OPERATION);
  }
}
