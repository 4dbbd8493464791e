package io.groundwatch.input.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each cloud's service is asked, and what is made of its answers. */
class CloudServiceTest {
  private static final String DOCUMENT =
      """
      {
        "accountId" : "123456789012",
        "architecture" : "x86_64",
        "availabilityZone" : "eu-west-1b",
        "billingProducts" : null,
        "marketplaceProductCodes" : [ "1abc" ],
        "imageId" : "ami-5fb8c835",
        "instanceId" : "i-1234567890abcdef0",
        "instanceType" : "t3.micro",
        "region" : "eu-west-1"
      }
      """;

  private final MetadataServer server = new MetadataServer();

  CloudServiceTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void awsIsAskedWithATokenForTheDocumentAndTheGroup() throws IOException {
    server
        .demanding("X-aws-ec2-metadata-token", "t0ken")
        .put("PUT /latest/api/token", "t0ken")
        .put("GET /latest/dynamic/instance-identity/document", DOCUMENT)
        .put("GET /latest/meta-data/tags/instance/aws:autoscaling:groupName", "web-asg");
    assertThat(new AwsMetadata(server.address()).ask())
        .containsOnly(
            Map.entry("cloud:provider", "aws"),
            Map.entry("aws:InstanceId", "i-1234567890abcdef0"),
            Map.entry("cloud:instance_id", "i-1234567890abcdef0"),
            Map.entry("aws:ImageId", "ami-5fb8c835"),
            Map.entry("cloud:image_id", "ami-5fb8c835"),
            Map.entry("aws:InstanceType", "t3.micro"),
            Map.entry("cloud:instance_type", "t3.micro"),
            Map.entry("aws:Region", "eu-west-1"),
            Map.entry("cloud:region", "eu-west-1"),
            Map.entry("cloud:zone", "eu-west-1b"),
            Map.entry("aws:AccountId", "123456789012"),
            Map.entry("cloud:account_id", "123456789012"),
            Map.entry("aws:AutoScalingGroupName", "web-asg"));
  }

  @Test
  void withoutTagsInMetadataOnlyTheGroupIsUnknown() throws IOException {
    server
        .put("PUT /latest/api/token", "t0ken")
        .put("GET /latest/dynamic/instance-identity/document", DOCUMENT);
    assertThat(new AwsMetadata(server.address()).ask())
        .containsKey("aws:InstanceId")
        .doesNotContainKey("aws:AutoScalingGroupName");
  }

  @Test
  void azureIsAskedForEachValue() throws IOException {
    String path = "GET /metadata/instance/compute/%s?api-version=2021-02-01&format=text";
    server
        .demanding("Metadata", "true")
        .put(path.formatted("vmId"), "13f56399-bd52-4150-9748-7190aae1ff21")
        .put(path.formatted("vmSize"), "Standard_D2s_v3")
        .put(path.formatted("location"), "westeurope")
        .put(path.formatted("zone"), "")
        .put(path.formatted("subscriptionId"), "8d10da13");
    assertThat(new AzureMetadata(server.address()).ask())
        .containsOnly(
            Map.entry("cloud:provider", "azure"),
            Map.entry("cloud:instance_id", "13f56399-bd52-4150-9748-7190aae1ff21"),
            Map.entry("cloud:instance_type", "Standard_D2s_v3"),
            Map.entry("cloud:region", "westeurope"),
            Map.entry("cloud:account_id", "8d10da13"));
  }

  @Test
  void googleIsAskedForEachValueAndAnswersWithPaths() throws IOException {
    String path = "GET /computeMetadata/v1/";
    server
        .demanding("Metadata-Flavor", "Google")
        .put(path + "instance/id", "4520031799277581759")
        .put(path + "instance/machine-type", "projects/1/machineTypes/e2-small")
        .put(path + "instance/image", "projects/debian-cloud/global/images/debian-12")
        .put(path + "instance/zone", "projects/1/zones/europe-west1-b")
        .put(path + "project/project-id", "shop-prod");
    assertThat(new GcpMetadata(server.address()).ask())
        .containsOnly(
            Map.entry("cloud:provider", "gcp"),
            Map.entry("cloud:instance_id", "4520031799277581759"),
            Map.entry("cloud:instance_type", "e2-small"),
            Map.entry("cloud:image_id", "debian-12"),
            Map.entry("cloud:zone", "europe-west1-b"),
            Map.entry("cloud:region", "europe-west1"),
            Map.entry("cloud:account_id", "shop-prod"));
  }

  @Test
  void eachKnowsAnotherCloudsServiceForAnother() {
    assertThatThrownBy(() -> new AwsMetadata(server.address()).ask())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new AzureMetadata(server.address()).ask())
        .isInstanceOf(IOException.class);
    server.demanding("Metadata-Flavor", "Other");
    assertThatThrownBy(() -> new GcpMetadata(server.address()).ask())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("401");
  }

  @Test
  void oneThatTakesTheRequestAndIsSilentIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      assertThatThrownBy(() -> new AwsMetadata(address).ask()).isInstanceOf(IOException.class);
    }
  }
}
