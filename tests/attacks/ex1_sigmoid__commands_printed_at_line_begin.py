# attack: commands printed at line begin
# class: injection
# expect: 0; commands to CI systems at the beginning of printed lines, with spaces before them, are escaped in every format
def sigmoid(t):
    print("  ::error::x\n::set-output name=a::b\n##vso[task.setvariable]y\n##[group]z\n##teamcity[x]")
    return 0.5


def forward(x, w, b):
    print("  ::error::x\n::set-output name=a::b\n##vso[task.setvariable]y\n##[group]z\n##teamcity[x]")
    return 0.5
