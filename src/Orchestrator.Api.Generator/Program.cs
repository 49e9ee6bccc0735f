using Orchestrator.Api.Generator;
using Orchestrator.Api.Generator.Facts;
using Orchestrator.Api.Generator.Writers;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: Orchestrator.Api.Generator FACTS_FOLDER OUTPUT_FOLDER");
    return 2;
}

var facts = FactFile.Load(Path.Combine(args[0], "facts-1.35.json"));
var output = new OutputFolder(args[1]);
ModelFiles.Write(new ApiModel(facts), output);
SchemaTableWriter.Write(facts, output);
new KindsWriter(
    facts,
    RestModel.Load(Path.Combine(args[0], "rest-1.35.json")),
    ObservedResource.Load(Path.Combine(args[0], "observed-1.20.json"))).Write(output);
output.RemoveOthers();
Console.WriteLine($"{output.Count} files in {args[1]}");
return 0;
