package io.groundwatch.aws;

/**
 * The host names of AWS's services (AWS General Reference, "Service endpoints"; the suffixes are
 * those of the partitions in AWS's endpoint rules). Immutable, any thread.
 *
 * @param region such as {@code eu-central-1}
 * @param dualStack whether it is reached over IPv6 too
 * @param fips whether its TLS is validated by FIPS 140
 */
public record AwsEndpoint(String region, boolean dualStack, boolean fips) {
  /** The host of a service, by the first label of its name, such as {@code monitoring}. */
  public String host(String service) {
    // In GovCloud the usual endpoints are the validated ones.
    boolean marked = fips && !region.startsWith("us-gov-");
    return service + (marked ? "-fips." : ".") + region + "." + suffix();
  }

  private String suffix() {
    if (region.startsWith("cn-")) {
      return dualStack ? "api.amazonwebservices.com.cn" : "amazonaws.com.cn";
    }
    if (region.startsWith("us-iso-")) {
      return "c2s.ic.gov";
    }
    if (region.startsWith("us-isob-")) {
      return "sc2s.sgov.gov";
    }
    if (region.startsWith("eusc-")) {
      return dualStack ? "api.amazonwebservices.eu" : "amazonaws.eu";
    }
    return dualStack ? "api.aws" : "amazonaws.com";
  }
}
