using Orchestrator.Grains.Controllers;

namespace Orchestrator.Grains.Tests.Controllers.Base;

public class TemplateHashTests
{
    [Fact]
    public void Equal_templates_have_equal_hashes() =>
        TemplateHash.Compute("{\"spec\":{}}"u8, null).ShouldBe(TemplateHash.Compute("{\"spec\":{}}"u8, null));

    [Fact]
    public void A_collision_count_changes_it()
    {
        var plain = TemplateHash.Compute("{}"u8, null);
        TemplateHash.Compute("{}"u8, 0).ShouldNotBe(plain);
        TemplateHash.Compute("{}"u8, 1).ShouldNotBe(TemplateHash.Compute("{}"u8, 0));
    }

    [Fact]
    public void It_is_safe_in_names() => TemplateHash.Compute("{}"u8, 3).ShouldMatch("^[bcdfghjklmnpqrstvwxz2456789]{1,10}$");

    [Fact]
    public void It_is_FNV_1a() =>
        // FNV-1a of "a" is 0xe40c292c = 3826002220; its decimal digits map to these letters (rand.SafeEncodeString).
        TemplateHash.Compute("a"u8, null).ShouldBe(string.Concat("3826002220".Select(c => "bcdfghjklmnpqrstvwxz2456789"[c % 27])));
}
