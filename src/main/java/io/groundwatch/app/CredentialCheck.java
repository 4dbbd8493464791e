package io.groundwatch.app;

import io.groundwatch.aws.AwsCredentials;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the credentials can be had with which requests to AWS are signed. */
final class CredentialCheck {
  private static final String REMEDY =
      "give this user keys, a profile with a role or a credential_process, or this instance a role;"
          + " what a unit's Environment= says, only the service sees";

  private CredentialCheck() {}

  /** Looks for those of each destination that signs, as its output will; waits for the network. */
  static List<Finding> of(List<DestinationConfig> destinations, Map<String, String> environment)
      throws IOException {
    List<Finding> findings = new ArrayList<>();
    try (ServiceStack services = new ServiceStack()) {
      AwsSigning signing =
          new AwsSigning(new Ways(services, environment), environment, new SystemTimeSource());
      for (DestinationConfig destination : destinations) {
        if (AnswerCheck.isSigned(destination)) {
          findings.add(of(destination, signing));
        }
      }
    }
    return findings;
  }

  private static Finding of(DestinationConfig destination, AwsSigning signing) {
    String text = "destination " + destination.name() + ": ";
    try {
      Optional<String> local = signing.region(destination, named(destination));
      String region = local.isPresent() ? local.get() : signing.regionOfInstance(destination);
      Optional<AwsCredentials> found = signing.credentials(destination, region).find();
      return found
          .map(one -> Finding.fine(text + "AWS credentials are there, key " + one.accessKeyId()))
          .orElseGet(() -> Finding.fault(text + "there are no AWS credentials", REMEDY));
    } catch (IOException e) {
      return Finding.fault(text + FileFailure.text(e), REMEDY);
    }
  }

  private static Optional<String> named(DestinationConfig destination) {
    return destination.protocol() instanceof ProtocolConfig.CloudWatch aws
        ? aws.region()
        : Optional.empty();
  }
}
