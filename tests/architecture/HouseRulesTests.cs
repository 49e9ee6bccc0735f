namespace Orchestrator.Architecture.Tests;

/// <summary>Rules of the house that a reviewer would otherwise have to remember.</summary>
public sealed class HouseRulesTests
{
    private const int LargestFile = 500;

    [Fact]
    public void No_hand_written_file_is_too_long_to_read()
    {
        var tooLong = Repository.Sources("grains", "silo", "client", "src", "tests")
            .Select(path => (Path: path, Lines: File.ReadLines(Path.Combine(Repository.Root, path)).Count()))
            .Where(file => file.Lines > LargestFile)
            .Select(file => $"{file.Path}: {file.Lines} lines");

        tooLong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("NotImplementedException")]
    [InlineData("TODO")]
    [InlineData("FIXME")]
    public void Nothing_is_left_for_later_in_the_code(string mark)
    {
        var found = Repository.Sources("grains", "silo", "client", "src")
            .Where(path => File.ReadAllText(Path.Combine(Repository.Root, path)).Contains(mark, StringComparison.Ordinal));

        found.ShouldBeEmpty();
    }

    [Fact]
    public void Tests_mirror_the_projects_that_they_test()
    {
        var projects = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Path.Combine(Repository.Root, "tests"), Path.GetDirectoryName(path)!))
            .Where(folder => folder is not ("architecture" or "end-to-end"));

        projects.ShouldAllBe(folder => Directory.Exists(Path.Combine(Repository.Root, folder)));
    }
}
