using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Tests.Errors;

public class FieldPathTests
{
    [Fact]
    public void Fields_are_joined_with_dots_and_elements_and_entries_stand_in_brackets()
    {
        FieldPath.Of("spec").ToString().ShouldBe("spec");
        FieldPath.Of("spec").Child("containers").Index(0).Child("name").ToString().ShouldBe("spec.containers[0].name");
        FieldPath.Of("metadata", "labels").Key("app").ToString().ShouldBe("metadata.labels[app]");
        FieldPath.Of("spec", "template").Child("spec", "volumes").Index(12).ToString().ShouldBe("spec.template.spec.volumes[12]");
    }
}
