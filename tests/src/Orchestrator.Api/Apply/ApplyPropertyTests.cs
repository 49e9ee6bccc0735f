using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Orchestrator.Api.Apply;
using Orchestrator.Api.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Apply;

public sealed class ApplyPropertyTests
{
    private static readonly TypeSchema Pod = TypeSchemas.Get("core/v1.Pod");

    [Property(MaxTest = 200)]
    public Property Applying_twice_is_applying_once() => Prop.ForAll(Configurations("abc"), Configurations("abc"), (other, mine) =>
    {
        var once = Subject.Of("core/v1.Pod").Apply("other", other).Apply("mine", mine, force: true);
        var text = once.Text();
        var fields = once.Fields("mine") + once.Fields("other");
        once.Apply("mine", mine, force: true);
        return once.Text() == text && once.Fields("mine") + once.Fields("other") == fields;
    });

    [Property(MaxTest = 200)]
    public Property Managers_of_different_fields_commute() => Prop.ForAll(Configurations("ab"), Configurations("pq"), (left, right) =>
    {
        var one = Subject.Of("core/v1.Pod").Apply("left", left).Apply("right", right);
        var other = Subject.Of("core/v1.Pod").Apply("right", right).Apply("left", left);
        return one.Fields("left") == other.Fields("left") && one.Fields("right") == other.Fields("right")
            && Comparison(one.Text(), other.Text()).IsEmpty;
    });

    [Property(MaxTest = 200)]
    public Property Who_lets_go_of_everything_leaves_what_was_there() => Prop.ForAll(Configurations("ab"), Configurations("pq"), (stays, goes) =>
    {
        var alone = Subject.Of("core/v1.Pod").Apply("stays", stays).Apply("goes", "{metadata: {}}");
        var left = Subject.Of("core/v1.Pod").Apply("stays", stays).Apply("goes", goes).Apply("goes", "{metadata: {}}");
        return Leaves(left.Text()) == Leaves(alone.Text());
    });

    [Property(MaxTest = 200)]
    public Property What_an_applier_gets_is_what_it_said() => Prop.ForAll(Configurations("abc"), Configurations("abc"), (other, mine) =>
    {
        var subject = Subject.Of("core/v1.Pod").Apply("other", other).Apply("mine", mine, force: true);
        var said = FieldSetExtractor.Of(Subject.Tree(mine), Pod);
        return FieldSetExtractor.Of(subject.Object, Pod).Contains(said)
            && !Comparison(subject.Text(), Encoding.UTF8.GetString(JsonTree.ToBytes(Subject.Tree(mine)))).Changed.Overlaps(said);
    });

    private static FieldComparison Comparison(string left, string right) => FieldComparer.Compare(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right), Pod);

    private static string Leaves(string text) => Comparison("{}", text).Changed.Intersection(FieldSetExtractor.Of(Subject.Tree(text), Pod)).ToString();

    /// <summary>Configurations that set fields of those names: labels, a set's items, items of keyed lists, whole values.</summary>
    private static Arbitrary<string> Configurations(string names)
    {
        var name = Gen.Elements(names.ToCharArray());
        var value = Gen.Choose(1, 3);
        var labels = Parts(name, value, (n, v) => $"{n}: '{v}'").Where(text => text.Length > 0);
        var finalizers = Parts(name, value, (n, _) => $"{n}");
        var containers = Parts(name, value, (n, v) => $"{{name: {n}, image: i{v}, ports: [{{containerPort: {v}}}], command: [c{v}]}}");
        return (from l in labels
                from f in finalizers
                from c in containers
                select $"{{metadata: {{labels: {{{l}}}, finalizers: [{f}]}}, spec: {{containers: [{c}]}}}}").ToArbitrary();
    }

    private static Gen<string> Parts(Gen<char> name, Gen<int> value, Func<char, int, string> part) =>
        from names in name.ListOf()
        from values in value.ListOf(8)
        select string.Join(", ", names.Distinct().Take(8).Select((n, i) => part(n, values[i])));
}
